import { startWorker } from './app/start-worker.ts';
import { keepFilesPrivate } from './platform/process/private-files.ts';

keepFilesPrivate();
await startWorker();
