/**
 * Health check of a container: exits 0 when the program whose metrics are on this port, the first argument, can work. One
 * without metrics is asked for the path of the second argument.
 */
const [, , port, path = '/readyz'] = process.argv;
const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
