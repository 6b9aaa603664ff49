import { encode } from 'uqr';

/** A QR code as the path of an SVG: one unit a module, `size` units wide and high with its quiet zone. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  // Level M: read well from a screen. Four modules of quiet zone are what the standard asks for (ISO/IEC 18004).
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter((part) => part !== '')
    .join('');
  return { path, size };
}
