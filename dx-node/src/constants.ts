export const KIB = 1_024;
export const MIB = 1_048_576;
export const GIB = 1_073_741_824;

/** Bytes that share one hash in a manifest; the last chunk of a blob may be shorter. */
export const CHUNK_BYTES = 1_048_576;

/** Bytes of a SHA-256 digest. */
export const DIGEST_BYTES = 32;

/** Most bytes that JSON-RPC takes or gives; larger blobs use the HTTP routes. */
export const RPC_MAX_DATA_BYTES = 8 * MIB;

/** Hex is two characters a byte; the rest is room for the envelope of a small batch. */
export const RPC_MAX_BODY_BYTES = 2 * RPC_MAX_DATA_BYTES + MIB;

/** Most calls in one JSON-RPC batch. */
export const RPC_MAX_BATCH = 64;

export const KAD_PROTOCOL = '/dx/kad/1.0.0';
export const GET_PROTOCOL = '/dx/get/1.0.0';
export const HAVE_PROTOCOL = '/dx/have/1.0.0';
