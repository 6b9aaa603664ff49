import { settle } from './mount-page.ts';

/** The dialog that is open. */
export const dialog = (): HTMLElement | null => document.body.querySelector('.el-dialog');
/** Its button of a kind. */
export const dialogButton = (kind: string): HTMLElement | null =>
  document.body.querySelector<HTMLElement>(`.el-dialog .el-button--${kind}`);
/** Types into an input of the dialog. */
export async function typeInto(selector: string, text: string): Promise<void> {
  const input = document.body.querySelector<HTMLInputElement | HTMLTextAreaElement>(`.el-dialog ${selector}`);
  if (!input) throw new Error(`no ${selector}`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
