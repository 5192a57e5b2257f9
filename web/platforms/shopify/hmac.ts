import { hash } from "node:crypto"

const blockBytes = 64

type Pads = { inner: Buffer; outer: Buffer }
const padsOf = new Map<string, Pads>()

/**
 * The HMAC-SHA256 (RFC 2104) of a short text, in hexadecimal. Two plain hashes cost 1 us where createHmac costs 2.5,
 * and leave the garbage collector no native object; the secret's pads are made once.
 */
export function hmacSha256Hex(secret: string, message: string): string {
  const pads = padsOf.get(secret) ?? makePads(secret)
  const length = Buffer.byteLength(message)
  const inner = Buffer.allocUnsafe(blockBytes + length)
  pads.inner.copy(inner)
  inner.write(message, blockBytes, length, "utf8")
  const outer = Buffer.allocUnsafe(blockBytes + 32)
  pads.outer.copy(outer)
  outer.write(hash("sha256", inner, "binary"), blockBytes, 32, "latin1")
  return hash("sha256", outer, "hex")
}

function makePads(secret: string): Pads {
  const bytes = Buffer.from(secret)
  const key = bytes.length > blockBytes ? hash("sha256", bytes, "buffer") : bytes
  const padOf = (value: number) => {
    const pad = Buffer.alloc(blockBytes, value)
    for (const [index, byte] of key.entries()) pad[index] = byte ^ value
    return pad
  }
  const pads = { inner: padOf(0x36), outer: padOf(0x5c) }
  padsOf.set(secret, pads)
  return pads
}
