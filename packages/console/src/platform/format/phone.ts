import { MISSING } from './number.ts';

/**
 * A phone number for reading: what the server prepared, else the national form of the regions most seen here
 * (+86 mobile 138 0013 8000, +1 (212) 555-0100), else the number itself.
 */
export function formatPhone(e164: string | null | undefined, display?: string | null): string {
  if (display) return display;
  if (!e164) return MISSING;
  const china = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(e164);
  if (china) return china.slice(1).join(' ');
  const america = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  return america ? `(${america[1]}) ${america[2]}-${america[3]}` : e164;
}
