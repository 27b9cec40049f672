// Work of a kiosk before it sends: sealing to the station (libsodium), and hashing a blob for its name.
import { createRequire } from 'node:module';

const sodium = createRequire(process.env.MUSTER_NODE_MODULES)('libsodium-wrappers');
await sodium.ready;

export const sealTo = (publicKeyHex, words) => Buffer.from(sodium.crypto_box_seal(words, sodium.from_hex(publicKeyHex)));
export const blake2b = (bytes) => sodium.to_hex(sodium.crypto_generichash(32, bytes));
