import { startServer } from './app/start-server.ts';

await startServer(process.argv.slice(2));
