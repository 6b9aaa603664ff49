import { SOME } from './principals.ts';
import { tryTwoWorlds } from './tries.fixture.ts';

tryTwoWorlds(SOME);
