/** Health check of a container: exits 0 when the program whose metrics are on this port, the first argument, can work. */
const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/readyz`).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
