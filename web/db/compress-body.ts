import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib"

/**
 * Level 1: a quarter of the size. A window and tables no larger than a body, and small chunks: preparing the usual ones
 * takes longer than the work (45 us against 32).
 */
const options = {
  chunkSize: 4_096,
  params: {
    [constants.ZSTD_c_compressionLevel]: 1,
    [constants.ZSTD_c_windowLog]: 14,
    [constants.ZSTD_c_hashLog]: 13,
  },
}

export function compressBody(body: Uint8Array): Buffer {
  return zstdCompressSync(body, options)
}

export function openBody(compressed: Buffer): Buffer {
  return zstdDecompressSync(compressed)
}
