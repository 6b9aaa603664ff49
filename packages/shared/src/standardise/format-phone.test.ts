import { expect, it } from 'vitest';
import { formatPhone } from './format-phone.ts';

it.each([
  ['+8613800138000', 'CN', '138 0013 8000'],
  ['+861088886666;ext=801', 'CN', '010 8888 6666 转801'],
  ['+8613800138000', 'US', '+86 138 0013 8000'],
  ['+14155552671', 'US', '(415) 555-2671'],
  ['+14155552671;ext=9', 'US', '(415) 555-2671 ext. 9'],
  ['not a number', 'CN', 'not a number'],
])('writes %s for %s as %s', (value, region, written) => expect(formatPhone(value, region)).toBe(written));
