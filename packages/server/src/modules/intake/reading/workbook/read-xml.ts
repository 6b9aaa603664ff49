import { SaxesParser } from 'saxes';
import type { Readable } from 'node:stream';
import { FileRefused } from '../refusal.ts';

/** Called as a document is read. Names are local: the namespace prefix is cut off. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** No markup for so long is no spreadsheet; the parser would hold it all. */
const MAX_UNBROKEN = 4_000_000;
const MAX_DEPTH = 100;

/**
 * Reads a part as a stream of XML events, yielding after each chunk so that the caller can hand out what came and wait.
 * Entities other than XML's own five are refused before they are expanded, as is any document type declaration.
 */
export async function* readXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let unbroken = 0;
  let depth = 0;
  // Extensions repeat the names of ordinary elements with another meaning; nothing in them is wanted.
  let extension = 0;
  parser.on('doctype', () => {
    throw new FileRefused('WORKBOOK_ENTITIES');
  });
  parser.on('error', (error) => {
    throw new FileRefused('WORKBOOK_DAMAGED', error.message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    unbroken = 0;
    if (++depth > MAX_DEPTH) throw new FileRefused('WORKBOOK_BOMB', 'nested too deeply');
    const localName = local(name);
    if (extension > 0 || localName === 'extLst') extension++;
    else handler.open(localName, attributes);
  });
  parser.on('closetag', ({ name }) => {
    unbroken = 0;
    depth--;
    if (extension > 0) extension--;
    else handler.close(local(name));
  });
  parser.on('text', (text) => {
    if (extension === 0) handler.text(text);
  });
  parser.on('cdata', (text) => {
    if (extension === 0) handler.text(text);
  });

  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(xmlEncoding(chunk));
      unbroken += chunk.length;
      if (unbroken > MAX_UNBROKEN) throw new FileRefused('WORKBOOK_BOMB', 'text without end');
      parser.write(decoder.decode(chunk, { stream: true }));
      yield;
    }
    parser.close();
    yield;
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('WORKBOOK_DAMAGED', error instanceof Error ? error.message : undefined);
  } finally {
    stream.destroy();
  }
}

/** Reads a whole part. */
export async function readAllXml(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _chunk of readXml(stream, handler));
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function xmlEncoding(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
