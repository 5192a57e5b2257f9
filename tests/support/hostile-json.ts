import fc from "fast-check"

const deep = "@@deep@@"
const twice = "@@twice@@"

/** Values that break readers: of every wrong type, too large, too deep, too long, or of characters that nothing keeps. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    "0",
    -1,
    0.1,
    1e308,
    deep,
    twice,
    [],
    {},
    [null],
    [[[]]],
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff\ud800",
    "😀".repeat(30),
    "9".repeat(400),
    "x".repeat(70_000),
    "__proto__",
    "constructor",
    "-0",
    "1e999",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "2026-02-30T25:61:61Z",
    "' or 1=1; drop table entries; --",
    "<script>alert(1)</script>",
    "\u202eRTL\u2066",
    JSON.parse('{"__proto__": {"amount": "1.00"}, "constructor": 1, "toString": 2}'),
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.integer(),
  fc.double(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(exact),
  fc.jsonValue({ maxDepth: 4 }),
)

const change = fc.record({
  /** Where: one step down the tree for each number, for as long as there is a tree. */
  path: fc.array(fc.nat(60), { minLength: 1, maxLength: 7 }),
  kind: fc.constantFrom("set", "set", "set", "remove", "rename", "repeat"),
  value: hostile,
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

const damage = fc.record({
  at: fc.nat(1_000_000),
  kind: fc.constantFrom("none", "none", "none", "none", "cut", "byte", "insert"),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
})

/** The bodies as they are, changed in one to four places and then, now and then, damaged as bytes. */
export function hostileBodies<Body extends { json: string }>(
  bodies: readonly Body[],
): fc.Arbitrary<Body & { raw: Buffer }> {
  return fc
    .record({
      body: fc.constantFrom(...bodies),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
      damage,
    })
    .map(({ body, changes, damage: hurt }) => {
      const tree: unknown = JSON.parse(body.json)
      for (const one of changes) apply(tree, one)
      return { ...body, raw: damaged(Buffer.from(writtenOut(tree)), hurt) }
    })
}

function apply(tree: unknown, { path, kind, value }: Change): void {
  let parent = tree as Record<string, unknown>
  let key = ""
  for (const [depth, step] of path.entries()) {
    const keys = Object.keys(parent)
    if (!keys.length) break
    key = keys[step % keys.length]!
    const below = parent[key]
    const last = depth === path.length - 1
    if (last || typeof below !== "object" || below === null || "rawJSON" in below) break
    parent = below as Record<string, unknown>
  }
  if (!key) return
  if (kind === "remove") delete parent[key]
  else if (kind === "rename") {
    Object.defineProperty(parent, "__proto__", {
      value: parent[key],
      enumerable: true,
      configurable: true,
      writable: true,
    })
    delete parent[key]
  } else if (kind === "repeat") parent[key] = [parent[key], parent[key]]
  else parent[key] = fresh(value)
}

/** A copy, since a later change may change it. */
function fresh(value: unknown): unknown {
  const isTree = typeof value === "object" && value !== null && !("rawJSON" in value)
  return isTree ? JSON.parse(JSON.stringify(value)) : value
}

/** As JSON, with what a tree cannot hold: ten thousand levels, and the same key twice. */
function writtenOut(tree: unknown): string {
  const levels = 10_000
  return JSON.stringify(tree)
    .replaceAll(`"${deep}"`, () => `${"[".repeat(levels)}${"]".repeat(levels)}`)
    .replaceAll(
      new RegExp(`"([^"\\\\]+)":"${twice}"`, "g"),
      (_all, key) => `"${key}":1,"${key}":"2","${key}":null`,
    )
}

function damaged(
  body: Buffer,
  { at, kind, bytes }: { at: number; kind: string; bytes: Uint8Array },
): Buffer {
  const place = at % (body.length + 1)
  if (kind === "cut") return body.subarray(0, place)
  if (kind === "none") return body
  const skipped = kind === "byte" ? bytes.length : 0
  return Buffer.concat([body.subarray(0, place), bytes, body.subarray(place + skipped)])
}

function exact(value: bigint): unknown {
  return (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(String(value))
}
