export { serversForTests } from './find-program.ts';
export { freePort, freePorts } from './free-ports.ts';
export { type PostgresServer, startPostgres } from './postgres-server.ts';
export { type RedisServer, startRedis } from './redis-server.ts';
