import type { Tx } from "#web/db/database.ts"

/**
 * The floors of limits.md: the leanest tables that could hold a loyalty ledger, in the same cluster, and the SQL that
 * everybody would write first. `accounts` over 100 shops, a random one each time.
 */
export async function makeFloorTables(owner: Tx, accounts: number): Promise<void> {
  await owner.query({ text: tables })
  await owner.query({
    text: `insert into floor.accounts select 1 + n % 100, 1 + n / 100, 1000000, 0
      from generate_series(0, $1::int - 1) as n`,
    values: [accounts],
  })
}

export const pickAccount = (accounts: number) => `\\set shop random(1, 100)
\\set account random(1, ${Math.floor(accounts / 100)})
\\set source random(1, 9000000000000000)
\\set delta random(1, 200)
`

/** (a): an order in a transaction of three statements: the event once, the movement, the balance. */
export const earnScript = (accounts: number) => `${pickAccount(accounts)}begin;
insert into floor.events (shop_id, source_id, received_at) values (:shop, :source, now()) on conflict do nothing;
insert into floor.movements (shop_id, account_id, delta, source_id, created_at) values (:shop, :account, :delta, :source, now());
update floor.accounts set balance = balance + :delta, earned = earned + :delta where shop_id = :shop and account_id = :account;
commit;
`

/** (d): a redemption in one statement: the balance if it suffices, the redemption, the movement. */
export const redeemScript = (accounts: number) =>
  `${pickAccount(accounts)}with spent as (${spend}), redeemed as (${redeem}) ${move};\n`

const spend = `update floor.accounts set balance = balance - 100
  where shop_id = :shop and account_id = :account and balance >= 100 returning shop_id, account_id`.replace(
  /\s+/g,
  " ",
)
const redeem =
  `insert into floor.redemptions (shop_id, redemption_id, account_id, points, created_at)
  select shop_id, :source, account_id, 100, now() from spent returning shop_id`.replace(/\s+/g, " ")
const move = `insert into floor.movements (shop_id, account_id, delta, source_id, created_at)
  select shop_id, account_id, -100, :source, now() from spent`.replace(/\s+/g, " ")

const tables = `
  create schema floor;
  create table floor.accounts (
    shop_id integer not null, account_id bigint not null, balance bigint not null, earned bigint not null,
    primary key (shop_id, account_id)
  ) with (fillfactor = 85);
  create table floor.events (
    shop_id integer not null, source_id bigint not null, received_at timestamptz not null,
    primary key (shop_id, source_id)
  );
  create table floor.movements (
    shop_id integer not null, movement_id bigint generated always as identity, account_id bigint not null,
    delta bigint not null, source_id bigint not null, created_at timestamptz not null,
    primary key (shop_id, movement_id)
  );
  create index on floor.movements (shop_id, account_id, movement_id desc);
  create table floor.redemptions (
    shop_id integer not null, redemption_id bigint not null, account_id bigint not null, points bigint not null,
    created_at timestamptz not null,
    primary key (shop_id, redemption_id)
  );
`
