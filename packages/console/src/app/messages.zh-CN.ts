import { firstMessages } from './first-messages.zh-CN.ts';
import { moreMessages } from './more-messages.zh-CN.ts';

/** Everything the console says in Chinese; the English tree has the same keys. */
export const messages = { ...firstMessages, ...moreMessages };
