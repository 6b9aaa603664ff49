import { ensureDemo } from './app/demo/ensure-demo.ts';
import { startServer } from './app/start-server.ts';

await startServer(process.argv.slice(2), ensureDemo);
