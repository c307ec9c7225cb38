/** The part of this package that runs in browsers too: what packages for both get by the condition `browser`. */
export { AiroError, codeOf } from './airo-error.ts';
export { type Clock, systemClock } from './clock.ts';
export { Closer } from './closer.ts';
export { AbortedError } from './errors.ts';
export { type Problem, problemSchema } from './problem-schema.ts';
