import { testClassicClient } from "./classic.ts";
import { content } from "./classic-content.ts";
import { conversations } from "./classic-conversations.ts";
import { newest } from "./classic-newest.ts";
import { people } from "./classic-people.ts";

testClassicClient("intercom-client 3.2.1", [people, conversations("by page"), content, newest]);
testClassicClient("intercom-client 4.0.0", [people, conversations("by cursor"), content, newest]);
testClassicClient("intercom-client 5.0.0", [people, conversations("by cursor"), content, newest]);
