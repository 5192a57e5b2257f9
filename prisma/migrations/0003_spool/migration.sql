-- Everything that one commit received, as it came, for two weeks. In a schema of its own, like the job queue: a batch
-- holds what came together, of many brands, and belongs to none of them; only the drain may look at it. Packed together,
-- deliveries take a fifth of the room and a fifth of the time (docs/decisions/007-deliveries-in-batches.md).
create schema spool;
create table spool.batches (
  batch_id bigint generated always as identity primary key,
  received_at timestamptz not null,
  deliveries bytea not null -- zstd
);
alter table spool.batches alter column deliveries set storage external;

-- Which batches are still to settle.
create table spool.waiting (
  batch_id bigint primary key references spool.batches,
  size integer not null, -- how many deliveries
  damaged_at timestamptz -- could not be opened: kept for whoever repairs it
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

grant usage on schema spool to regulars_drain;
grant select, insert, delete on spool.batches to regulars_drain;
grant select, insert, update, delete on spool.waiting to regulars_drain;

-- The inbox keeps what could not be settled, until somebody has it replayed or dismisses it, with its body. What waited
-- there until now is settled as a replay is. set_aside_at null: to be replayed.
alter table inbox
  add column topic text,
  add column received_at timestamptz,
  add column body bytea; -- zstd
update inbox i set topic = d.topic, received_at = d.received_at, body = d.body
  from deliveries d
  where d.brand_id = i.brand_id and d.shop_id = i.shop_id and d.delivery_id = i.delivery_id;
alter table inbox
  alter column topic set not null,
  alter column received_at set not null,
  reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);

-- Settling converges: a repeat changes nothing, so no receipt of each delivery is needed to tell it.
drop table deliveries;

-- The newest word about a customer wins, whenever it comes.
alter table members add column contact_modified_at timestamptz;
drop function update_contacts;
create function update_contacts(brands integer[], ids bigint[], emails text[], phones text[], names text[],
    modified timestamptz[]) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update members m set email = coalesce(c.email, m.email), phone = coalesce(c.phone, m.phone),
    name = coalesce(c.name, m.name), contact_modified_at = coalesce(c.modified_at, m.contact_modified_at)
  from unnest(brands, ids, emails, phones, names, modified) as c (brand_id, member_id, email, phone, name, modified_at)
  where m.brand_id = c.brand_id and m.member_id = c.member_id and m.erased_at is null
    and (c.modified_at >= m.contact_modified_at) is not false
$$;
revoke all on function update_contacts from public;
grant execute on function update_contacts to regulars_drain;

-- The order's own columns first: a new order's entry lands beside the one before it, and the index stays dense.
alter table entries drop constraint entries_pkey,
  add primary key (brand_id, shop_id, source_id, source, revision);

-- Lines without JSON's marks and with ids in base 36, a third shorter: 'line id.product id.eligible minor.points',
-- semicolons between.
create function pg_temp.base_36(given text) returns text language plpgsql as $$
declare
  rest bigint := given::bigint;
  digits text := '';
begin
  loop
    digits := substr('0123456789abcdefghijklmnopqrstuvwxyz', (rest % 36)::integer + 1, 1) || digits;
    rest := rest / 36;
    exit when rest = 0;
  end loop;
  return digits;
end $$;
update orders set lines = coalesce((
  select string_agg(concat_ws('.', pg_temp.base_36(line->>0), pg_temp.base_36(line->>1), line->>2,
    line->>3), ';' order by place)
  from jsonb_array_elements(lines::jsonb) with ordinality as l (line, place)), '');
