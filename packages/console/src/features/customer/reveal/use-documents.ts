import { inject, provide } from 'vue';
import type { InjectionKey } from 'vue';
import { CustomerRevealIdentifiersDocument } from '../../../gql/graphql.ts';
import type { CustomerRevealIdentifiersMutation } from '../../../gql/graphql.ts';
import { useRevealing } from './use-revealing.ts';
import type { Revealing } from './use-revealing.ts';

type Revealed = NonNullable<CustomerRevealIdentifiersMutation['customerReveal']['revealed']>;
/** An identity document or membership of a customer, revealed. */
export type RevealedDocument = NonNullable<Revealed['identifiers']>[number];
/** The documents of one customer, as far as they are revealed. */
export type Documents = Revealing<readonly RevealedDocument[]>;

const documentsKey: InjectionKey<Documents> = Symbol('documents');

/** Lets all parts of a page share what is revealed of the customer's documents: shown on the card, edited in the form. */
export function provideDocuments(id: () => string): Documents {
  const documents = revealing(id);
  provide(documentsKey, documents);
  return documents;
}

/** The documents that the page shares; a part that stands alone has its own. */
export function useDocuments(id: () => string): Documents {
  return inject(documentsKey, undefined) ?? revealing(id);
}

function revealing(id: () => string): Documents {
  return useRevealing(CustomerRevealIdentifiersDocument, id, ({ identifiers }) => identifiers ?? []);
}
