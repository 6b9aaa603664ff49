# syntax=docker/dockerfile:1
# The production image: thin over the same scripts. Not yet built with a Docker engine; see docs/contributing.md.

FROM node:24-bookworm-slim AS build
WORKDIR /dossier
COPY . .
RUN node scripts/build.mjs
# What only building needs stays behind.
RUN rm -rf node_modules packages/*/node_modules \
  && CI=true npx -y pnpm@12.21.0 install --frozen-lockfile --prod --filter @dossier/server \
  && rm -rf node_modules/.pnpm/node-linux-* node_modules/.bin

FROM node:24-bookworm-slim
ENV NODE_ENV=production DOSSIER_DATA=/data HOST=0.0.0.0 PORT=4000
WORKDIR /dossier
COPY --from=build /dossier/node_modules node_modules
COPY --from=build /dossier/packages/server/node_modules packages/server/node_modules
COPY --from=build /dossier/packages/server/package.json packages/server/package.json
COPY --from=build /dossier/packages/server/dist packages/server/dist
COPY --from=build /dossier/packages/console/dist packages/console/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The command line: docker compose exec server node packages/server/dist/cli.js --help
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=512", "packages/server/dist/main.js"]
