import { type Name, words } from "./names.ts"
import type { Random } from "./random.ts"

const MAIL = [
  [44, "gmail.com"],
  [12, "outlook.com"],
  [8, "hotmail.com"],
  [10, "yahoo.com"],
  [10, "icloud.com"],
  [4, "gmx.de"],
  [3, "proton.me"],
  [3, "web.de"],
  [2, "live.co.uk"],
  [2, "fastmail.com"],
  [1, "googlemail.com"],
] as const

/** Some that every list knows, and some too young for a list. */
const DISPOSABLE = [
  "mailinator.com",
  "guerrillamail.com",
  "10minutemail.com",
  "yopmail.com",
  "temp-mail.org",
  "trashmail.com",
  "sharklasers.com",
  "getnada.com",
  "quickbox-77.example",
  "inboxly-now.example",
]

/** An email as people have it; a few tag the shop, hide behind a relay, or throw it away. */
export function newEmail(random: Random, name: Name): string {
  if (random.chance(0.025)) return `${random.text(10)}@privaterelay.appleid.com`
  if (random.chance(0.01)) return `${plain(name.first)}-${random.text(5)}@duck.com`
  if (random.chance(0.004)) return throwawayEmail(random)
  const local = localPart(random, name)
  if (random.chance(0.02)) return `${local}+shop@gmail.com`
  if (random.chance(0.04)) return `${plain(name.first)}@${plain(name.last)}-home.example`
  return `${local}@${mailDomain(random)}`
}

export const mailDomain = (random: Random): string => random.weighted(MAIL)

export const throwawayEmail = (random: Random) =>
  `${random.text(random.int(6, 11), LETTERS)}@${random.pick(DISPOSABLE)}`

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

/** What stands before the @: names and, for many people, a year or a lucky number. */
export function localPart(random: Random, name: Name): string {
  const [first, last] = [plain(name.first), plain(name.last)]
  const stem = random.weighted([
    [30, `${first}.${last}`],
    [16, `${first}${last}`],
    [10, `${first[0]}.${last}`],
    [8, `${first}_${last}`],
    [6, `${last}.${first}`],
    [18, first],
    [12, random.pick(NICKNAMES)],
  ])
  const bare = stem === first || NICKNAMES.includes(stem)
  if (!bare && random.chance(0.55)) return stem
  return (
    stem +
    random.weighted([
      [5, String(random.int(1, 99)).padStart(2, "0")],
      [4, String(random.int(1955, 2008))],
      [3, String(random.int(100, 9999))],
    ])
  )
}

/** Another address that reaches the same person: a tag, dots, a digit, or a second mailbox. */
export function aliasOf(random: Random, email: string, name: Name): string {
  const [local = "", domain = ""] = email.split("@")
  const isRelay = domain === "privaterelay.appleid.com" || domain === "duck.com"
  if (isRelay) return `${random.text(10)}@${domain}`
  const stem = local.replace(/\+.*/, "")
  const isGoogle = domain === "gmail.com" || domain === "googlemail.com"
  const dotted = random.int(1, Math.max(1, stem.length - 1))
  return random.weighted([
    [
      28,
      `${stem}+${random.pick(["1", "2", "b", "new", "shop2", "ref", random.text(3)])}@${domain}`,
    ],
    [
      isGoogle ? 20 : 0,
      `${stem.slice(0, dotted)}.${stem.slice(dotted)}@${domain}`.replace("..", "."),
    ],
    [isGoogle ? 5 : 0, `${stem}@${domain === "gmail.com" ? "googlemail.com" : "gmail.com"}`],
    [22, `${stem}${random.int(1, 9)}@${domain}`],
    [18, `${stem}@${mailDomain(random)}`],
    [14, `${localPart(random, name)}@${mailDomain(random)}`],
    [5, throwawayEmail(random)],
  ])
}

export const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "")

const NICKNAMES = words(`
  sunny pixel moonlight bookworm catlady rider runner foodie gamer gardener chai mango tiger
  bluebird`)
