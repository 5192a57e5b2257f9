import type { Buyer } from "#web/core/facts.ts"
import { invariant } from "#web/core/invariant.ts"
import { type Identity, normalEmail, normalPhone } from "#web/core/members/identity-of.ts"
import { plainArray } from "./array-literal.ts"
import type { Tx } from "./database.ts"

/** Somebody to credit: how they are known, and what is written down when they are new. */
export type Wanted = { brandId: number; identity: Identity; buyer: Buyer }

/** The members for the wanted identities, in the same order; whoever is new is made. */
export async function findOrCreateMembers(
  tx: Tx,
  wanted: readonly Wanted[],
  now: Date,
): Promise<string[]> {
  const byKey = new Map(wanted.map((want) => [keyOf(want.brandId, want.identity), want]))
  const found = await find(tx, [...byKey.values()])
  const missing = [...byKey].filter(([key]) => !found.has(key)).map(([, want]) => want)
  if (missing.length) {
    await create(tx, missing, now)
    // Read again: another transaction may have made some of them first.
    for (const [key, memberId] of await find(tx, missing)) found.set(key, memberId)
  }
  return wanted.map((want) => {
    const memberId = found.get(keyOf(want.brandId, want.identity))
    invariant(memberId, "a member that was just made is there")
    return memberId
  })
}

async function find(tx: Tx, wanted: readonly Wanted[]): Promise<Map<string, string>> {
  const isGuest = ({ identity }: Wanted) => identity.kind !== "customer"
  const guests = wanted.filter(isGuest)
  const customers = guests.length ? wanted.filter((want) => !isGuest(want)) : wanted
  const rows = customers.length ? await findRows(tx, findMembers, customers) : []
  if (guests.length) rows.push(...(await findRows(tx, findGuests, guests)))
  return new Map(
    rows.map((row) => [
      keyOf(row.brand_id, { kind: row.kind, shopId: row.shop_id, value: row.value }),
      row.member_id,
    ]),
  )
}

const findMembers = {
  name: "members-find",
  text: `select i.brand_id, i.kind, i.shop_id, i.value, i.member_id
    from unnest($1::int[], $2::identity_kind[], $3::int[], $4::text[]) as w (brand_id, kind, shop_id, value)
    join member_identities i using (brand_id, kind, shop_id, value)`,
}

/** Held until the transaction ends: nobody claims a guest's points while an order of theirs is under way. */
const findGuests = {
  name: "members-find-guests",
  text: `${findMembers.text} for share of i`,
}

async function findRows(
  tx: Tx,
  statement: { name: string; text: string },
  wanted: readonly Wanted[],
): Promise<FoundRow[]> {
  const { rows } = await tx.query<FoundRow>({ ...statement, values: identityColumns(wanted) })
  return rows
}

type FoundRow = {
  brand_id: number
  kind: Identity["kind"]
  shop_id: number
  value: string
  member_id: string
}

/** Identity first: whoever claims it makes the member, so that two at once make one. */
async function create(tx: Tx, wanted: readonly Wanted[], now: Date): Promise<void> {
  await tx.query({
    name: "members-create",
    text: `with wanted as (
        select w.*, nextval('members_member_id_seq') as member_id
        from unnest($1::int[], $2::identity_kind[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[],
          $8::text[]) as w (brand_id, kind, shop_id, value, email, phone, name, locale)
        order by w.brand_id, w.kind, w.shop_id, w.value
      ), claimed as (
        insert into member_identities (brand_id, kind, shop_id, value, member_id)
        select brand_id, kind, shop_id, value, member_id from wanted
        on conflict do nothing
        returning brand_id, member_id
      )
      insert into members (brand_id, member_id, state, email, phone, name, locale, joined_at)
      select w.brand_id, w.member_id, case w.kind when 'customer' then 'member' else 'guest' end::member_state,
        w.email, w.phone, w.name, w.locale, $9
      from wanted w join claimed using (brand_id, member_id)`,
    values: [
      ...identityColumns(wanted),
      wanted.map(({ buyer }) => normalEmail(buyer.email)),
      wanted.map(({ buyer }) => normalPhone(buyer.phone)),
      wanted.map(({ buyer }) => buyer.name),
      wanted.map(({ buyer }) => buyer.locale),
      now,
    ],
  })
}

function identityColumns(wanted: readonly Wanted[]): unknown[] {
  return [
    plainArray(wanted.map((want) => want.brandId)),
    plainArray(wanted.map((want) => want.identity.kind)),
    plainArray(wanted.map((want) => want.identity.shopId)),
    wanted.map((want) => want.identity.value),
  ]
}

function keyOf(brandId: number, { kind, shopId, value }: Identity): string {
  return `${brandId} ${kind} ${shopId} ${value}`
}

export type Contact = {
  brandId: number
  memberId: string
  email: string | null
  phone: string | null
  name: string | null
  modifiedAt: Date | null
}

/** Writes contact details down as the platform last changed them, whenever it tells; what it leaves out is kept. */
export async function updateContacts(tx: Tx, contacts: readonly Contact[]): Promise<void> {
  const inOrder = contacts.toSorted((a, b) => Number(a.modifiedAt) - Number(b.modifiedAt))
  const newest = [...new Map(inOrder.map((contact) => [contact.memberId, contact])).values()]
  await tx.query({
    name: "members-update-contacts",
    text: `select update_contacts($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
    values: [
      newest.map((contact) => contact.brandId),
      newest.map((contact) => contact.memberId),
      newest.map((contact) => contact.email),
      newest.map((contact) => contact.phone),
      newest.map((contact) => contact.name),
      newest.map((contact) => contact.modifiedAt?.toISOString() ?? null),
    ],
  })
}
