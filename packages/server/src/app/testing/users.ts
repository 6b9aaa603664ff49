/* People for tests of modules other than the one they belong to. */
export { addUser } from '../../modules/access/access.fixture.ts';
