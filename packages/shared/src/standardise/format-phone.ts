import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

const CHINESE_MOBILE = /^\+86(1\d{2})(\d{4})(\d{4})$/;

/**
 * A phone number as people of the given region write it: in national form when it is of that region, else in international
 * form. `value` is E.164, with `;ext=` before an extension; anything else comes back as it is.
 */
export function formatPhone(value: string, region: string): string {
  const [e164 = '', extension] = value.split(';ext=');
  const mobile = region === 'CN' ? CHINESE_MOBILE.exec(e164) : null;
  const written = mobile ? mobile.slice(1).join(' ') : formatted(e164, region);
  return extension === undefined ? written : `${written} ${region === 'CN' ? '转' : 'ext. '}${extension}`;
}

function formatted(e164: string, region: string): string {
  const phone = e164.startsWith('+') ? parsePhoneNumberFromString(e164) : undefined;
  if (!phone) return e164;
  return phone.country === region ? phone.formatNational() : phone.formatInternational();
}
