/**
 * How Node runs the product. The image has the same (Dockerfile, docker-compose.yml).
 *
 * Left to itself, V8 on a large machine keeps 128 MB for young objects and collects old ones late: an import of half a
 * million rows then takes 490 MB instead of less than 400, and is no faster. The heap's limit is far above what any work needs;
 * it makes V8 collect sooner.
 *
 * Source maps are built, but not read: Node keeps all of them, 50 MB, for stack traces that name functions anyway.
 */
const flags = ['--max-old-space-size=512'];

/** Of the server. Answers to many callers are in the making at once: they should not leave the young space half done. */
export const nodeFlags = [...flags, '--max-semi-space-size=16'];

/** Of the worker and the command line, which do one thing after the other: half the young space costs them nothing. */
export const workFlags = [...flags, '--max-semi-space-size=8'];
