import { runMigrations } from "graphile-worker"
import pg from "pg"

const roles = ["regulars_app", "regulars_drain", "regulars_reader", "regulars_queue"] as const

/**
 * Lets the app's login use the narrow roles, and gives the job queue's tables to the queue's role. Run as the owner
 * after every migration; safe to repeat. `login` null: the owner's own login steps down by SET ROLE.
 */
export async function grantRoles(ownerUrl: string, login: string | null): Promise<void> {
  await runMigrations({ connectionString: ownerUrl })
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const name = login ? owner.escapeIdentifier(login) : "current_user"
    await owner.query("select pg_advisory_lock(72707370)")
    await owner.query(`grant ${roles.join(", ")} to ${name}`)
    await owner.query(queueRights)
  } finally {
    await owner.end()
  }
}

/** Makes the embedded database's login, which is neither owner nor superuser. */
export async function createLogin(ownerUrl: string, login: string, password: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const name = owner.escapeIdentifier(login)
    await owner.query("select pg_advisory_lock(72707371)")
    const { rowCount } = await owner.query("select from pg_roles where rolname = $1", [login])
    if (!rowCount) {
      await owner.query(
        `create role ${name} login noinherit password ${owner.escapeLiteral(password)}`,
      )
    }
  } finally {
    await owner.end()
  }
}

const queueRights = `
  grant usage on schema graphile_worker to regulars_queue;
  grant select, insert, update, delete on all tables in schema graphile_worker to regulars_queue;
  grant usage on all sequences in schema graphile_worker to regulars_queue;
  grant execute on all functions in schema graphile_worker to regulars_queue;
  do $$
  declare name text;
  begin
    for name in select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'graphile_worker' and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'queue')
    loop
      execute format('create policy queue on graphile_worker.%I to regulars_queue using (true)', name);
    end loop;
  end $$;
  create or replace function public.enqueue_job(name text, payload json, job_key text, run_at timestamptz, queue text)
    returns void language sql security definer set search_path = graphile_worker, pg_temp as
    $f$ select graphile_worker.add_job(name, payload, queue_name => queue, run_at => run_at,
      job_key => job_key) $f$;
  revoke all on function public.enqueue_job from public;
  grant execute on function public.enqueue_job to regulars_app, regulars_drain;
`
