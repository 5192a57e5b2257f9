import { defineConfig } from "prisma/config"

const url = process.env.DATABASE_URL

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Making the client needs no database; `npm run prisma` names one for everything else.
  ...(url && { datasource: { url } }),
})
