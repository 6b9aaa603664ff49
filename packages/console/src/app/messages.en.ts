import { firstMessages } from './first-messages.en.ts';
import { moreMessages } from './more-messages.en.ts';

/** Everything the console says in English; the same keys as the Chinese tree. */
export const messages = { ...firstMessages, ...moreMessages };
