-- What shoppers do most, each in one round trip: the function sets the brand and does the work under the caller's
-- row-level security. Separate round trips for the setting cost up to two thirds of the rate.

-- Takes the points and a code from the pool and records the redemption, all or nothing.
-- outcome: 'done', 'repeat' (the key was used for the same reward), 'key-reused', 'not-enough-points', 'unknown-reward'
-- (it was taken off since the caller looked).
create function redeem_reward(
  in_brand integer, in_member bigint, in_shop integer, in_reward uuid, in_revision integer, in_points bigint,
  in_amount bigint, in_currency text, in_key text, in_redemption uuid, in_at timestamptz,
  out outcome text, out redemption_id uuid, out status redemption_status, out code_sealed bytea, out balance bigint,
  out points bigint, out amount_minor bigint, out created_at timestamptz)
language plpgsql as $$
declare
  pooled record;
  chosen bytea;
  number bigint;
begin
  perform set_config('regulars.brand', in_brand::text, true);

  update balances b set balance = b.balance - in_points
    where b.brand_id = in_brand and b.member_id = in_member and b.balance >= in_points
      and not exists (select from redemptions r
        where r.brand_id = in_brand and r.member_id = in_member and r.idempotency_key = in_key)
      and exists (select from rewards w
        where w.brand_id = in_brand and w.reward_id = in_reward and w.revision = in_revision and w.retired_at is null)
    returning b.balance into balance;

  if not found then
    select r.redemption_id, r.status, r.code_sealed, b.balance, r.points, r.amount_minor, r.created_at,
        case when r.reward_id = in_reward then 'repeat' else 'key-reused' end
      into redemption_id, status, code_sealed, balance, points, amount_minor, created_at, outcome
      from redemptions r left join balances b using (brand_id, member_id)
      where r.brand_id = in_brand and r.member_id = in_member and r.idempotency_key = in_key;
    if not found then
      outcome := case when exists (select from rewards w
          where w.brand_id = in_brand and w.reward_id = in_reward and w.revision = in_revision and w.retired_at is null)
        then 'not-enough-points' else 'unknown-reward' end;
    end if;
    return;
  end if;

  -- From a place of chance in the pool, or its start when nothing lies behind: if all took the first code, each would
  -- walk over those that the others have just taken.
  select f.code_digest into chosen from pool_codes f
    where f.brand_id = in_brand and f.shop_id = in_shop and f.reward_id = in_reward and f.revision = in_revision
      and f.code_digest >= decode(replace(in_redemption::text, '-', ''), 'hex') and f.usable
    order by f.code_digest limit 1 for update skip locked;
  if not found then
    select f.code_digest into chosen from pool_codes f
      where f.brand_id = in_brand and f.shop_id = in_shop and f.reward_id = in_reward and f.revision = in_revision
        and f.usable
      order by f.code_digest limit 1 for update skip locked;
  end if;
  delete from pool_codes p
    where p.brand_id = in_brand and p.shop_id = in_shop and p.reward_id = in_reward and p.revision = in_revision
      and p.code_digest = chosen
    returning p.code_digest, p.code_sealed into pooled;

  status := case when pooled.code_digest is null then 'reserved' else 'issued' end;
  insert into redemptions (brand_id, redemption_id, member_id, shop_id, reward_id, revision, points, amount_minor,
      currency, idempotency_key, status, code_digest, code_sealed, created_at)
    values (in_brand, in_redemption, in_member, in_shop, in_reward, in_revision, in_points, in_amount, in_currency,
      in_key, status, pooled.code_digest, pooled.code_sealed, in_at)
    returning redemption_no into number;
  insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind, revision)
    values (in_brand, in_shop, number, in_member, -in_points, in_at, in_at, 'redemption', 'redeemed', 1);

  outcome := 'done';
  redemption_id := in_redemption;
  code_sealed := pooled.code_sealed;
  points := in_points;
  amount_minor := in_amount;
  created_at := in_at;
end $$;

-- Reads the balances of many waiting shoppers at once, brand by brand, each under its own row-level security.
-- One row for each shopper who is a member; ordinal is the shopper's place in the arrays, from 1.
create function read_shoppers(brands integer[], shops integer[], customers text[])
returns table (ordinal integer, member_id bigint, balance bigint, earned_points bigint, spend_minor bigint,
  order_count integer)
language plpgsql stable as $$
declare
  brand integer;
begin
  foreach brand in array array(select distinct unnest(brands)) loop
    perform set_config('regulars.brand', brand::text, true);
    return query
      select s.ordinal::integer, i.member_id, coalesce(b.balance, 0), coalesce(b.earned_points, 0),
        coalesce(b.spend_minor, 0), coalesce(b.order_count, 0)
      from unnest(brands, shops, customers) with ordinality as s (brand_id, shop_id, customer_id, ordinal)
      join member_identities i on i.brand_id = brand and i.kind = 'customer' and i.shop_id = s.shop_id
        and i.value = s.customer_id
      left join balances b on b.brand_id = brand and b.member_id = i.member_id
      where s.brand_id = brand;
  end loop;
end $$;

-- A shopper's own page beside the balance: what waits for them as a guest (of what came after waiting_since), their
-- newest entries and their codes.
create function read_shopper_details(in_brand integer, in_member bigint, most integer, waiting_since timestamptz)
returns table (waiting_points bigint, history jsonb, redemptions jsonb)
language plpgsql as $$
begin
  perform set_config('regulars.brand', in_brand::text, true);
  return query
    select
      (select coalesce(sum(l.remaining), 0)::bigint from lots l
        where l.brand_id = in_brand and l.source in ('order', 'adjustment') and l.earned_at > waiting_since
          and l.member_id = (select g.member_id from members m
            join member_identities i on i.brand_id = in_brand and i.kind = 'email' and i.shop_id = 0
              and i.value = lower(m.email)
            join members g on g.brand_id = in_brand and g.member_id = i.member_id and g.state = 'guest'
            where m.brand_id = in_brand and m.member_id = in_member)),
      (select coalesce(jsonb_agg(to_jsonb(e) order by e.created_at desc, e.source_id desc, e.revision desc), '[]')
        from (
          select n.source, n.shop_id, n.source_id::text as source_id, n.revision, n.kind, n.points, n.note,
            n.occurred_at, n.created_at, nullif(n.expires_at, 'infinity') as expires_at, o.name as order_name,
            r.reward_id, r.revision as reward_revision
          from entries n
          left join orders o on n.source in ('order', 'debt') and o.brand_id = in_brand and o.shop_id = n.shop_id
            and o.order_id = n.source_id
          left join redemptions r on n.source = 'redemption' and r.brand_id = in_brand and r.member_id = in_member
            and r.redemption_no = n.source_id
          where n.brand_id = in_brand and n.member_id = in_member
          order by n.created_at desc, n.source_id desc, n.revision desc
          limit most) e),
      (select coalesce(jsonb_agg(to_jsonb(c) order by c.created_at desc), '[]')
        from (
          select r.redemption_id, r.reward_id, r.revision, r.status, encode(r.code_sealed, 'base64') as code_sealed,
            r.points, r.amount_minor, r.currency, r.created_at, w.settings
          from redemptions r join rewards w using (brand_id, reward_id, revision)
          where r.brand_id = in_brand and r.member_id = in_member
          order by (r.status in ('reserved', 'issued')) desc, r.created_at desc
          limit most) c);
end $$;

revoke all on function redeem_reward, read_shoppers, read_shopper_details from public;
grant execute on function redeem_reward, read_shoppers, read_shopper_details to regulars_app;
