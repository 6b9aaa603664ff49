import type { FastifyInstance } from 'fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { newSecret } from '../../modules/access/index.ts';
import { claimedId, type ClientProof } from '../../modules/partner/credential/authenticate-client.ts';
import { TOKEN_PREFIX } from '../../modules/partner/credential/issue-token.ts';
import type { Installation } from './installation.fixture.ts';

/** A token endpoint that believes what a client says of itself, and fetches keys from where it says that they are. */
export function believingTokenEndpoint(server: FastifyInstance, { app }: Installation): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, String(body)));
    scope.post('/oauth/token', async (request) => {
      const form = new URLSearchParams(String(request.body));
      const assertion = form.get('client_assertion');
      const proof: ClientProof = assertion
        ? { kind: 'ASSERTION', assertion }
        : { kind: 'SECRET', clientId: form.get('client_id') ?? '', secret: '' };
      if (assertion) {
        decodeJwt(assertion);
        const { jku, x5u } = decodeProtectedHeader(assertion);
        for (const address of [jku, x5u]) if (address) await fetch(address);
      }
      const credential = await app.services.db.read
        .selectFrom('partner_credential')
        .select(['id', 'app_id'])
        .where('app_id', '=', app.services.publicIds.decode('app', claimedId(proof)) ?? 0)
        .executeTakeFirstOrThrow();
      const { secret, digest } = newSecret(TOKEN_PREFIX);
      await app.services.db.transaction(
        async (trx) =>
          await trx
            .insertInto('partner_token')
            .values({
              token_hash: digest,
              app_id: credential.app_id,
              credential_id: credential.id,
              purposes: (form.get('scope') ?? 'MARKETING').replaceAll(' ', ','),
              expires_at: app.services.now() + 600_000,
            })
            .execute(),
      );
      return { access_token: secret };
    });
  });
}
