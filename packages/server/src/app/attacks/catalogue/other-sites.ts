import { type Attack, runs, type Request } from '../attack.ts';

const TAG = 'mutation ($name: String!) { tagCreate(input: { name: $name }) { tag { id } userErrors { code } } }';
/** The header that no form can send; who can send it has found another way round the browser’s rules. */
const OURS = { 'x-dossier-csrf': '1' };
let made = 0;

/** A page of another site makes the browser of a steward, who is signed in, send this. */
const forging = (id: string, title: string, headers: Readonly<Record<string, string>>): Attack => ({
  id: `site-${id}`,
  title,
  threat: 'SITE',
  without: 'origins',
  attempt: async (target) => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: target.of.persist(TAG) } };
    const cookie = `dossier=${target.of.people.steward.session}`;
    const answer = await target.send('anonymous', {
      headers: { 'content-type': 'application/json', cookie, ...headers },
      body: JSON.stringify({ extensions, variables: { name: `forged ${++made}` } }),
    });
    return runs(answer, target.of);
  },
});

/** A route beside GraphQL, called by another site. */
const fetching = (id: string, title: string, request: (importId: string) => Request): Attack => ({
  id: `site-${id}`,
  title,
  threat: 'SITE',
  without: 'origins',
  attempt: async (target) => {
    const asked = request(target.of.world.importId);
    const headers = { origin: 'https://evil.example', 'x-dossier-csrf': '1', ...asked.headers };
    return (await target.send('steward in person', { ...asked, headers })).status < 300;
  },
});

const opening = (id: string, title: string, headers: Readonly<Record<string, string>>): Attack => ({
  id: `socket-${id}`,
  title,
  threat: 'SITE',
  without: 'origins',
  attempt: async (target) => await target.opensSocket('steward in person', headers),
});

const SIGN_IN = 'mutation { signIn(input: { email: "mallory@evil.example", password: "x" }) { userErrors { code } } }';

/** Cross-site request forgery, and the same with sockets. The host of the attacked server is `localhost:80`. */
export const OTHER_SITES: readonly Attack[] = [
  forging('no-header', 'A request without our header', {}),
  forging('other-origin', 'A request of a page of another site', { ...OURS, origin: 'https://evil.example' }),
  forging('no-origin-told', 'A request of a sandboxed frame', { ...OURS, origin: 'null' }),
  forging('other-port', 'A request of a page of our host on another port', {
    ...OURS,
    origin: 'http://localhost:8080',
  }),
  forging('subdomain', 'A request of a page of a subdomain', { ...OURS, origin: 'http://evil.localhost:80' }),
  forging('longer-name', 'A request of a page whose host begins like ours', {
    ...OURS,
    origin: 'http://localhost.evil.example',
  }),
  forging('name-in-path', 'A request of a page whose address ends like ours', {
    ...OURS,
    origin: 'http://evil.example/localhost:80',
  }),
  forging('name-as-user', 'A request of a page whose address has our host as its user', {
    ...OURS,
    origin: 'http://localhost:80@evil.example',
  }),
  forging('cross-site', 'A request that the browser says is of another site', {
    ...OURS,
    'sec-fetch-site': 'cross-site',
  }),
  forging('same-site', 'A request that the browser says is of a sibling', { ...OURS, 'sec-fetch-site': 'same-site' }),
  forging('own-origin-cross-site', 'A request with our origin that the browser says is of another site', {
    ...OURS,
    origin: 'http://localhost:80',
    'sec-fetch-site': 'cross-site',
  }),
  {
    id: 'site-sign-in',
    title: 'Signing the victim in as somebody else',
    threat: 'SITE',
    without: 'origins',
    attempt: async (target) => {
      const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
      const { json } = await target.send('anonymous', { headers, body: JSON.stringify({ query: SIGN_IN }) });
      return json?.data?.signIn !== undefined;
    },
  },
  fetching('upload', 'A file brought in by another site', () => ({
    url: '/api/files',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from('name\nMallory'),
  })),
  fetching('download', 'Rejected rows read by another site', (id) => ({
    method: 'GET',
    url: `/api/imports/${id}/rejected.csv`,
  })),
  opening('other-origin', 'A socket of a page of another site', { origin: 'https://evil.example' }),
  opening('no-origin-told', 'A socket of a sandboxed frame', { origin: 'null' }),
  opening('other-port', 'A socket of a page of our host on another port', { origin: 'http://localhost:8080' }),
  opening('cross-site', 'A socket that the browser says is of another site', { 'sec-fetch-site': 'cross-site' }),
];
