/**
 * Makes every file and folder this process creates readable by its own user only: the data folder holds customers' data.
 * Call before anything is created.
 */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}
