-- Redemptions that wait at the same moment are written together, in one statement for many brands: alone, each costs
-- more in round trips, locks and commits than in work. The function runs as a role of its own that may do just this in
-- every brand, and that nobody can log in as or step down to: see docs/decisions/010-redeem-together.md.

do $$
begin
  create role regulars_redeem nologin nosuperuser nobypassrls nocreaterole nocreatedb;
exception when duplicate_object or unique_violation then null; -- roles are shared by the cluster's databases
end $$;

do $$
declare name text;
begin
  foreach name in array array['balances', 'entries', 'rewards', 'pool_codes', 'redemptions'] loop
    execute format('create policy redeem_in_every_brand on %I to regulars_redeem using (true)', name);
  end loop;
end $$;
-- Who a customer's id belongs to, never an email or a phone.
create policy redeem_in_every_brand on member_identities for select to regulars_redeem using (kind = 'customer');

grant usage on schema public to regulars_redeem;
grant select on member_identities to regulars_redeem;
grant select, update (balance) on balances to regulars_redeem;
grant select (brand_id, reward_id, revision, retired_at) on rewards to regulars_redeem;
-- No row of a table can be locked without a right to update some of it.
grant select, delete, update (usable) on pool_codes to regulars_redeem;
grant select, insert on redemptions to regulars_redeem;
grant insert on entries to regulars_redeem;

-- From here on nobody but this role writes a redemption. Its member is one whose balance was just taken from, and both
-- the balance and the identity that led there refer to the member: a reference of the redemption's own would be checked
-- row by row, and cost a ninth of the whole redemption.
revoke insert on redemptions from regulars_app;
alter table redemptions drop constraint redemptions_brand_id_member_id_fkey;

-- Takes the points, and a code from the pool where there is one, and records the redemption, for each of the requests
-- in the arrays; those of one member in their order. All that is said to be done is written, or nothing if it fails.
-- outcome: 'done', 'repeat' (the key was used for the same reward), 'key-reused', 'not-enough-points', 'unknown-reward'
-- (it was taken off since the caller looked), 'unknown-shopper' (not a member yet), or 'undecided': another transaction
-- holds the member, or the key is in the arrays twice. Whoever is undecided asks again alone and patient, and so keeps
-- nobody else waiting. ordinal is the request's place in the arrays, from 1.
create function redeem_rewards(
  in_brands integer[], in_shops integer[], in_customers text[], in_rewards uuid[], in_revisions integer[],
  in_points bigint[], in_amounts bigint[], in_currencies text[], in_keys text[], in_redemptions uuid[],
  in_at timestamptz, patient boolean)
returns table (ordinal integer, outcome text, redemption_id uuid, status redemption_status, code_sealed bytea,
  balance bigint, points bigint, amount_minor bigint, created_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp
-- The plans are made once, maybe while the tables are empty: they must be good for full ones.
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  asked record;
  members bigint[] := array_fill(null::bigint, array[cardinality(in_brands)]); -- those that are held
  places tid[] := array_fill(null::tid, array[cardinality(in_brands)]); -- of their balances
  available bigint[] := members;
  rest bigint[] := members; -- of the balance, for each request that gets its reward
  held integer := 0;
  brand integer;
  member bigint;
  left_over bigint;
  spent_places tid[] := '{}';
  spent_brands integer[] := '{}';
  spent_members bigint[] := '{}';
  spent bigint[] := '{}';
  changed integer;
begin
  if patient then
    perform from balances b join member_identities i using (brand_id, member_id)
      where i.kind = 'customer' and (i.brand_id, i.shop_id, i.value) in (
        select * from unnest(in_brands, in_shops, in_customers))
      order by b.brand_id, b.member_id for no key update of b;
  end if;

  -- The members are held until the end: what is read of them from here on, nobody changes.
  for asked in
    select s.ordinal, i.member_id, b.balance, b.place
    from unnest(in_brands, in_shops, in_customers) with ordinality as s (brand_id, shop_id, customer_id, ordinal)
    cross join lateral (select m.member_id from member_identities m where m.brand_id = s.brand_id
      and m.kind = 'customer' and m.shop_id = s.shop_id and m.value = s.customer_id limit 1) i
    cross join lateral (select h.balance, h.ctid as place from balances h where h.brand_id = s.brand_id
      and h.member_id = i.member_id for no key update skip locked) b
  loop
    members[asked.ordinal] := asked.member_id;
    available[asked.ordinal] := asked.balance;
    places[asked.ordinal] := asked.place;
    held := held + 1;
  end loop;

  if held < cardinality(in_brands) then
    return query
      select s.ordinal::integer, case when i.member_id is null then 'unknown-shopper'
          when b.member_id is not null then 'undecided'
          when exists (select from rewards w where w.brand_id = s.brand_id and w.reward_id = s.reward_id
            and w.revision = s.revision and w.retired_at is null) then 'not-enough-points'
          else 'unknown-reward' end,
        null::uuid, null::redemption_status, null::bytea, null::bigint, null::bigint, null::bigint, null::timestamptz
      from unnest(in_brands, in_shops, in_customers, in_rewards, in_revisions, members) with ordinality
        as s (brand_id, shop_id, customer_id, reward_id, revision, held_id, ordinal)
      left join lateral (select m.member_id from member_identities m where m.brand_id = s.brand_id
        and m.kind = 'customer' and m.shop_id = s.shop_id and m.value = s.customer_id limit 1) i on true
      left join balances b on b.brand_id = s.brand_id and b.member_id = i.member_id
      where s.held_id is null;
  end if;

  for asked in
    select s.*, r.redemption_id as known_id, r.reward_id as known_reward, r.status, r.code_sealed,
      r.points as known_points, r.amount_minor, r.created_at,
      exists (select from rewards w where w.brand_id = s.brand_id and w.reward_id = s.reward_id
        and w.revision = s.revision and w.retired_at is null) as is_live,
      row_number() over (partition by s.brand_id, s.member_id, s.key order by s.ordinal) as nth
    from unnest(in_brands, members, in_rewards, in_revisions, in_points, in_keys, available, places) with ordinality
      as s (brand_id, member_id, reward_id, revision, points, key, available, place, ordinal)
    left join lateral (select k.* from redemptions k where k.brand_id = s.brand_id and k.member_id = s.member_id
      and k.idempotency_key = s.key limit 1) r on true
    where s.member_id is not null
    order by s.brand_id, s.member_id, s.ordinal
  loop
    if member is distinct from asked.member_id or brand is distinct from asked.brand_id then
      brand := asked.brand_id;
      member := asked.member_id;
      left_over := asked.available;
    end if;
    if asked.known_id is null and asked.nth = 1 and asked.is_live and asked.points <= left_over then
      left_over := left_over - asked.points;
      rest[asked.ordinal] := left_over;
      spent_places := spent_places || asked.place;
      spent_brands := spent_brands || brand;
      spent_members := spent_members || member;
      spent := spent || asked.points;
      continue;
    end if;
    ordinal := asked.ordinal;
    outcome := case when asked.nth > 1 then 'undecided'
      when asked.known_reward = asked.reward_id then 'repeat'
      when asked.known_id is not null then 'key-reused'
      when asked.is_live then 'not-enough-points' else 'unknown-reward' end;
    redemption_id := asked.known_id;
    status := asked.status;
    code_sealed := asked.code_sealed;
    balance := left_over;
    points := asked.known_points;
    amount_minor := asked.amount_minor;
    created_at := asked.created_at;
    return next;
  end loop;
  if spent = '{}' then return; end if;

  -- A row that is held stays in its place.
  update balances b set balance = b.balance - m.points
    from (select s.place, s.brand_id, s.member_id, sum(s.points) as points
      from unnest(spent_places, spent_brands, spent_members, spent) as s (place, brand_id, member_id, points)
      group by 1, 2, 3) m
    where b.ctid = m.place and b.brand_id = m.brand_id and b.member_id = m.member_id and b.balance >= m.points;
  get diagnostics changed = row_count;
  if changed <> (select count(distinct s.place) from unnest(spent_places) as s (place)) then
    raise exception 'a balance that was held does not suffice';
  end if;

  return query
    with winners as materialized (
      select s.*, row_number() over (partition by s.brand_id, s.shop_id, s.reward_id, s.revision) as place
      from unnest(in_brands, in_shops, members, in_rewards, in_revisions, in_points, in_amounts, in_currencies,
          in_keys, in_redemptions, rest) with ordinality
        as s (brand_id, shop_id, member_id, reward_id, revision, points, amount_minor, currency, key, redemption_id,
          rest, ordinal)
      where s.rest is not null
    ), pools as (
      select w.brand_id, w.shop_id, w.reward_id, w.revision, count(*) as wanted,
        uuid_send((array_agg(w.redemption_id))[1]) as start
      from winners w group by 1, 2, 3, 4
    ), found as materialized (
      -- From a place of chance in the pool, then from its start: if all took the first codes, each would walk over
      -- those that the others have just taken.
      select f.place from pools p cross join lateral (
        select a.place from (
          select c.ctid as place from pool_codes c
          where c.brand_id = p.brand_id and c.shop_id = p.shop_id and c.reward_id = p.reward_id
            and c.revision = p.revision and c.code_digest >= p.start and c.usable
          order by c.code_digest limit p.wanted for update skip locked) a
        union all
        select b.place from (
          select c.ctid as place from pool_codes c
          where c.brand_id = p.brand_id and c.shop_id = p.shop_id and c.reward_id = p.reward_id
            and c.revision = p.revision and c.code_digest < p.start and c.usable
          order by c.code_digest limit p.wanted for update skip locked) b
        limit p.wanted) f
    ), taken as (
      delete from pool_codes c using found f where c.ctid = f.place
      returning c.brand_id, c.shop_id, c.reward_id, c.revision, c.code_digest, c.code_sealed
    ), codes as (
      select t.*, row_number() over (partition by t.brand_id, t.shop_id, t.reward_id, t.revision) as place from taken t
    ), made as (
      insert into redemptions (brand_id, redemption_id, member_id, shop_id, reward_id, revision, points, amount_minor,
        currency, idempotency_key, status, code_digest, code_sealed, created_at)
      select w.brand_id, w.redemption_id, w.member_id, w.shop_id, w.reward_id, w.revision, w.points, w.amount_minor,
        w.currency, w.key, case when c.place is null then 'reserved' else 'issued' end::redemption_status,
        c.code_digest, c.code_sealed, in_at
      from winners w left join codes c using (brand_id, shop_id, reward_id, revision, place)
      returning brand_id, redemption_id, redemption_no, member_id, shop_id, points, status, code_sealed
    ), posted as (
      insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind,
        revision)
      select m.brand_id, m.shop_id, m.redemption_no, m.member_id, -m.points, in_at, in_at, 'redemption', 'redeemed', 1
      from made m
    )
    select w.ordinal::integer, 'done', w.redemption_id, m.status, m.code_sealed, w.rest, w.points, w.amount_minor, in_at
    from made m join winners w using (redemption_id);
end $$;

revoke all on function redeem_rewards from public;
grant execute on function redeem_rewards to regulars_app;

-- An owner who is no superuser may hand a function only to a role that it belongs to and that may create: for a moment.
do $$
declare is_super boolean := (select rolsuper from pg_roles where rolname = current_user);
begin
  if not is_super then
    if not has_schema_privilege(current_user, 'public', 'create with grant option') then
      raise exception 'run as the owner of the database: grant create on schema public to % with grant option',
        quote_ident(current_user);
    end if;
    execute format('grant regulars_redeem to %I', current_user);
    grant create on schema public to regulars_redeem;
  end if;
  alter function redeem_rewards owner to regulars_redeem;
  if not is_super then
    revoke create on schema public from regulars_redeem;
    execute format('revoke regulars_redeem from %I', current_user);
  end if;
end $$;

drop function redeem_reward;
