import { connect } from 'node:net';

/** Health check of a container: exits 0 when something listens on the port of this machine that the first argument names. */
const socket = connect(Number(process.argv[2]), '127.0.0.1');
socket.once('connect', () => process.exit(0));
socket.once('error', () => process.exit(1));
