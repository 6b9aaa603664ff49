import { ALL_OR_NONE } from './principals.ts';
import { tryTwoWorlds } from './tries.fixture.ts';

tryTwoWorlds(ALL_OR_NONE);
