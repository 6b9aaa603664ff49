/**
 * How Node runs the product; a process that it starts gets the same. The image has them too (Dockerfile, docker-compose.yml).
 *
 * Left to itself, V8 on a large machine keeps 128 MB for young objects and collects old ones late: an import of half a
 * million rows then takes 490 MB instead of 340, and is no faster. The heap's limit is far above what any work needs; it
 * makes V8 collect sooner.
 */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=16', '--max-old-space-size=512'];
