import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { benchPerson } from './fill.ts';

const STAGES = ['线索', '潜在客户', '客户', '忠诚客户', '沉睡客户'];

/** One customer of the import: what the file says, and what the floor writes. */
export function importRow(index: number) {
  const { name, gender, born, mobile, email, place, family, given } = benchPerson(index);
  const birthDate = `${born}-06-1${index % 10}`;
  return { index, name, family, given, gender, birthDate, mobile, email, province: place.province, city: place.city };
}

/** Writes a CSV file of so many customers with a phone number and an e-mail address each. */
export async function writeImportFile(path: string, customers: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('客户编号,姓名,性别,出生日期,手机,邮箱,省份,城市,客户阶段\n');
  let text = '';
  for (let index = 0; index < customers; index++) {
    const { name, gender, birthDate, mobile, email, province, city } = importRow(index);
    text += `K${index},${name},${gender === 'MALE' ? '男' : '女'},${birthDate},${mobile},${email},${province},${city},${STAGES[index % STAGES.length]}\n`;
    if (text.length < 65_536) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text);
  await once(file, 'finish');
}
