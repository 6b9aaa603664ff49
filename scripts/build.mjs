// pnpm build: builds console and server, also when nothing changed.
import { bootstrap } from './bootstrap.mjs';
import { make } from './make.mjs';

await make(await bootstrap(), ['server', 'console'], { force: true });
