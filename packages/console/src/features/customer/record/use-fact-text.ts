import { useFieldText } from '../../../platform/codes/use-field-text.ts';
import { useCodes } from '../use-codes.ts';

/** How a field's value reads, by the page's code lists; see {@link useFieldText}. */
export const useFactText = (): ReturnType<typeof useFieldText> => useFieldText(useCodes());
