import { defineConfig } from 'prisma/config';

/** For `prisma generate` and for the ordinary Prisma tools; the service itself never reads this file. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
