import { stopLeftovers } from './leftovers.js';

afterAll(stopLeftovers);
