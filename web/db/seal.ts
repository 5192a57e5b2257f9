import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto"

/** Keeps secrets at rest: tokens, and codes that were not given to anybody. */
export type Seal = {
  seal: (text: string) => Buffer
  /** Throws when the bytes were changed or sealed under another key. */
  open: (sealed: Buffer) => string
  /** The same text always gives the same 16 bytes, and nobody without the key can make them: for looking up. */
  digest: (text: string) => Buffer
  /** A discount code for a redemption: always the same one, and not to be guessed. 80 bits. */
  codeFor: (redemptionId: string) => string
  /** A new discount code. 80 bits of chance. */
  newCode: () => string
}

const nonceBytes = 12
const tagBytes = 16

/** `key`: 32 bytes. Sealing is AES-256-GCM: nonce, tag and ciphertext in one. Each use has a key of its own. */
export function sealWith(key: Buffer): Seal {
  const sealing = derive(key, "seal")
  const digesting = derive(key, "digest")
  const coding = derive(key, "code")
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce)
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open(sealed) {
      const cipher = createDecipheriv("aes-256-gcm", sealing, sealed.subarray(0, nonceBytes))
      cipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      const text = cipher.update(sealed.subarray(nonceBytes + tagBytes))
      return Buffer.concat([text, cipher.final()]).toString("utf8")
    },
    // Platforms compare discount codes without regard to case.
    digest: (text) => hmac(digesting, text.trim().toUpperCase()).subarray(0, 16),
    codeFor: (redemptionId) => codeOf(hmac(coding, redemptionId)),
    newCode: () => codeOf(randomBytes(10)),
  }
}

/** Without I, L, O and U: nothing to misread, no words by accident. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** Ten bytes as sixteen letters, in groups that can be read out. */
function codeOf(bytes: Buffer): string {
  let number = BigInt(`0x${bytes.subarray(0, 10).toString("hex")}`)
  let code = ""
  for (let place = 0; place < 16; place++) {
    code = alphabet[Number(number & 31n)] + code
    number >>= 5n
  }
  return code.replace(/(.{4})(?=.)/g, "$1-")
}

/** As an object: given as bytes, a key is wrapped anew for each use, which takes 12 us where opening takes 3. */
function derive(key: Buffer, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", key, "regulars", use, 32)))
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest()
}
