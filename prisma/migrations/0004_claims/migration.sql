-- Whoever settles a guest's order holds their email until it is written, so that a claim leaves none out. No row of a
-- table can be locked without a right to update some of it.
grant update (member_id) on member_identities to regulars_drain;

-- Now tells only what can still be claimed, and only what a guest has: an email that was proven is its member's.
drop function read_shopper_details(integer, bigint, integer);

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

revoke all on function read_shopper_details from public;
grant execute on function read_shopper_details to regulars_app;
