-- Why a redemption is refused follows from whether the reward is still offered, and no more from a second look at the
-- balance: points that came in between the two looks made it say that the reward was gone.

-- Takes the points and a code from the pool and records the redemption, all or nothing.
-- outcome: 'done', 'repeat' (the key was used for the same reward), 'key-reused', 'not-enough-points', 'unknown-reward'
-- (it was taken off since the caller looked).
create or replace function redeem_reward(
  in_brand integer, in_member bigint, in_shop integer, in_reward uuid, in_revision integer, in_points bigint,
  in_amount bigint, in_currency text, in_key text, in_redemption uuid, in_at timestamptz,
  out outcome text, out redemption_id uuid, out status redemption_status, out code_sealed bytea, out balance bigint,
  out points bigint, out amount_minor bigint, out created_at timestamptz)
language plpgsql as $$
declare
  pooled record;
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

  delete from pool_codes p using (
      select ctid from pool_codes f
      where f.brand_id = in_brand and f.shop_id = in_shop and f.reward_id = in_reward and f.revision = in_revision
        and f.usable
      limit 1 for update skip locked) free
    where p.ctid = free.ctid
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
