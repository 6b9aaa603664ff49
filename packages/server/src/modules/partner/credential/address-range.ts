import { BlockList, isIP, isIPv4 } from 'node:net';
import { remembering } from '../../../platform/memory/remembering.ts';

/** Reads `203.0.113.0/24`, `2001:db8::/32` or one address; undefined for anything else. */
function readRange(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const most = version === 4 ? 32 : 128;
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const bits = length === undefined ? most : Number(length);
  return bits > most ? undefined : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Whether a text is a network address or a range of them in CIDR form. */
export function isAddressRange(text: string): boolean {
  return readRange(text) !== undefined;
}

/**
 * Whether an address is in one of the ranges; where there are none, every address is allowed. An IPv4 address that came over IPv6
 * (`::ffff:192.0.2.1`) counts as what it is.
 */
export function isAddressAllowed(address: string, ranges: readonly string[]): boolean {
  if (ranges.length === 0) return true;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) === 0) return false;
  return listOf(ranges.join(' ')).check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

// Asked for every request of an app.
const listOf = remembering((ranges: string) => {
  const list = new BlockList();
  for (const text of ranges.split(' ')) {
    const range = readRange(text);
    if (range) list.addSubnet(range.address, range.bits, range.family);
  }
  return list;
}, 500);
