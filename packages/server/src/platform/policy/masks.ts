/** How a masked value looks; values without a mask are hidden. */
export type Mask = 'name' | 'phone' | 'email' | 'contact' | 'number';

const STAR = '*';

/** What may be seen of a value: enough to tell two apart at a glance, too little to reach or name anybody by. */
export function masked(mask: Mask, value: string): string {
  switch (mask) {
    case 'name':
      return maskedName(value);
    case 'phone':
      return maskedPhone(value);
    case 'email':
      return maskedEmail(value);
    case 'contact':
      return value.includes('@') ? maskedEmail(value) : /\d{4}/.test(value) ? maskedPhone(value) : maskedName(value);
    case 'number':
      return STAR.repeat(8);
  }
}

// The length is not told: 欧阳* and 王* look alike whatever follows.
function maskedName(name: string): string {
  const [first = ''] = name.trim();
  return `${first}${STAR}`;
}

// 138****8000: three digits of the network or country, four of the end; shorter numbers keep the last two only.
function maskedPhone(phone: string): string {
  const digits = phone.replace(/;ext=\d+$/, '').replaceAll(/\D/g, '');
  const national = digits.startsWith('86') && digits.length === 13 ? digits.slice(2) : digits;
  if (national.length < 10) return `${STAR.repeat(4)}${national.slice(-2)}`;
  return `${national.slice(0, 3)}${STAR.repeat(4)}${national.slice(-4)}`;
}

function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return at < 1 ? `${first}${STAR.repeat(3)}` : `${first}${STAR.repeat(3)}${address.slice(at)}`;
}
