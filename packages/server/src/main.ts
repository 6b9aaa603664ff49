import { ensureDemo } from './app/demo/ensure-demo.ts';
import { keepFilesPrivate } from './platform/process/private-files.ts';
import { startServer } from './app/start-server.ts';

keepFilesPrivate();
await startServer(process.argv.slice(2), ensureDemo);
