import iconv from 'iconv-lite';
import { FIRST_DAY, instantOn, LAST_DAY, MONTHS } from './calendar.ts';
import { crmCompanies, crmPersons, type Rows, storeVisits, webMembers } from './customer-files.ts';
import { populationOf } from './population.ts';
import { businessOrders, storeOrders, webOrders } from './order-files.ts';

/** A file that the made-up company imported one day. */
export interface DemoFile {
  readonly name: string;
  /** When it was imported (ms). */
  readonly at: number;
  readonly source: keyof typeof DEMO_SOURCES;
  /** Name of the template that the first file of its kind leaves. */
  readonly template: string;
  readonly kind: 'CUSTOMERS' | 'PURCHASES';
  readonly rowShape?: 'PERSON' | 'ORGANISATION_WITH_CONTACT' | 'AUTO';
  readonly encoding: 'utf8' | 'gb18030' | 'utf8-bom';
  /** Title and header rows above the data; 1 unless told. */
  readonly headerRows?: number;
  readonly rows: () => Rows;
}

/** Where the made-up company's data comes from; believed in this order. */
export const DEMO_SOURCES = {
  crm: '老客户系统 Old CRM',
  web: '网上商城 Web shop',
  store: '门店 Stores',
} as const;

/** Every file of the two years about so many people, in the order of their imports. */
export function demoFiles(count: number): readonly DemoFile[] {
  const people = populationOf(count);
  const opening = instantOn(FIRST_DAY, 9, 0);
  const hour = 3_600_000;
  const files: DemoFile[] = [
    {
      name: '个人客户_20241101.csv',
      at: opening,
      source: 'crm',
      template: '老系统个人客户',
      kind: 'CUSTOMERS',
      rowShape: 'PERSON',
      encoding: 'gb18030',
      rows: () => crmPersons(people),
    },
    {
      name: '企业客户档案表.csv',
      at: opening + hour,
      source: 'crm',
      template: '老系统企业客户',
      kind: 'CUSTOMERS',
      rowShape: 'ORGANISATION_WITH_CONTACT',
      encoding: 'utf8-bom',
      headerRows: 2,
      rows: () => crmCompanies(people),
    },
  ];
  for (const [from, until] of periods(2)) {
    files.push({
      name: `web-members-${monthOf(until)}.csv`,
      at: morningAfter(until),
      source: 'web',
      template: 'Web shop members',
      kind: 'CUSTOMERS',
      rowShape: 'AUTO',
      encoding: 'utf8',
      rows: () => webMembers(people, from, until),
    });
  }
  for (const [from, until] of periods(3)) {
    files.push(
      {
        name: `门店登记_${monthOf(until)}.txt`,
        at: morningAfter(until) + hour,
        source: 'store',
        template: '门店登记',
        kind: 'CUSTOMERS',
        rowShape: 'PERSON',
        encoding: 'utf8',
        rows: () => storeVisits(people, from, until),
      },
      {
        name: `web-orders-${monthOf(until)}.csv`,
        at: morningAfter(until) + 2 * hour,
        source: 'web',
        template: 'Web shop orders',
        kind: 'PURCHASES',
        encoding: 'utf8',
        rows: () => webOrders(people, from, until),
      },
      {
        name: `门店销售_${monthOf(until)}.csv`,
        at: morningAfter(until) + 3 * hour,
        source: 'store',
        template: '门店销售',
        kind: 'PURCHASES',
        encoding: 'gb18030',
        rows: () => storeOrders(people, from, until),
      },
    );
  }
  for (const [from, until] of periods(6)) {
    files.push({
      name: `企业销售单_${monthOf(until)}.csv`,
      at: morningAfter(until) + 4 * hour,
      source: 'crm',
      template: '企业销售单',
      kind: 'PURCHASES',
      encoding: 'utf8-bom',
      rows: () => businessOrders(people, from, until),
    });
  }
  return files.toSorted((a, b) => a.at - b.at);
}

/** The bytes of a file, a piece at a time; undefined when nothing happened that it would tell of. */
export function openDemoFile(file: DemoFile): AsyncGenerator<Uint8Array> | undefined {
  const rows = file.rows();
  let head = '';
  // Not `for … of`, which would close the rows when it is left.
  for (let count = 0; count <= (file.headerRows ?? 1); count++) {
    const next = rows.next();
    if (next.done) return undefined;
    head += next.value;
  }
  return encoded(file, head, rows);
}

async function* encoded(file: DemoFile, head: string, rows: Rows): AsyncGenerator<Uint8Array> {
  if (file.encoding === 'utf8-bom') yield Buffer.from('\uFEFF');
  const encoding = file.encoding === 'gb18030' ? 'gb18030' : 'utf8';
  let text = head;
  for (const row of rows) {
    text += row;
    if (text.length < 65_536) continue;
    yield iconv.encode(text, encoding);
    text = '';
  }
  yield iconv.encode(text, encoding);
}

/** Beginning and end (ms) of each run of so many months. */
function periods(months: number): readonly (readonly [number, number])[] {
  const starts = MONTHS.filter((_, index) => index % months === 0 && index < MONTHS.length - 1);
  return starts.map((from, index) => [from, starts[index + 1] ?? LAST_DAY] as const);
}

// The last period's files come in on the last evening: nothing in the demo lies after its last day.
function morningAfter(until: number): number {
  return until === LAST_DAY ? instantOn(LAST_DAY - 86_400_000, 18, 0) : instantOn(until, 8, 30);
}

function monthOf(until: number): string {
  return new Date(until - 86_400_000).toISOString().slice(0, 7).replace('-', '');
}
