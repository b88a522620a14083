/** A part of a package whose guards are proven by mutants. */
export interface Area {
  readonly name: string;
  /** The folder below packages/. */
  readonly inPackage: string;
  /** Files to change, as patterns below the package. */
  readonly mutate: readonly string[];
  /** Tests that are likely to notice, and quick. What survives them meets all tests of the package. */
  readonly quick: readonly string[];
  /** The share of mutants, in percent, that has to be noticed. */
  readonly goal: number;
}

const all = ["test/**/*.test.ts"];

export const areas: readonly Area[] = [
  {
    name: "pagination",
    inPackage: "pagination",
    mutate: ["src/**/*.ts"],
    quick: all,
    goal: 90,
  },
  {
    name: "client/arguments",
    inPackage: "client",
    mutate: ["src/methods/{arguments,bind,call,input}.ts", "src/{intercom,options}.ts"],
    quick: ["test/{arguments,call,download,intercom,one-or-list,optional-bodies,routes}.test.ts"],
    goal: 90,
  },
  {
    name: "client/search",
    inPackage: "client",
    mutate: ["src/search/*.ts"],
    quick: ["test/search.test.ts"],
    goal: 90,
  },
  {
    name: "core/rate-limit",
    inPackage: "core",
    mutate: ["src/rate-limit/*.ts", "!src/rate-limit/redis.ts", "src/layers/limit-rate.ts"],
    quick: ["test/rate-limit/*.test.ts", "test/{errors,header-property}.test.ts"],
    goal: 85,
  },
  {
    name: "core/layers",
    inPackage: "core",
    mutate: [
      "src/layers/*.ts",
      "!src/layers/limit-rate.ts",
      "src/transport/{exchange,layer,send-once}.ts",
      "src/observe/{hook-list,hooks,logger}.ts",
    ],
    quick: [
      "test/{effects,faults,layers,origin-guard,retry,token-function,hooks,advancing-read}.test.ts",
      "test/{config,deadline,deleted,unexpected-responses,other-platforms,stack,complete-responses}.test.ts",
      "test/{changed-requests,logger,reasons,requests,retry-budget,retry-delay,token-renewal}.test.ts",
    ],
    goal: 85,
  },
  {
    name: "core/deadline",
    inPackage: "core",
    mutate: [
      "src/transport/{deadline,attempt-signal,on-abort,fetch-transport,custom-fetch}.ts",
      "src/client/create-transport.ts",
    ],
    quick: [
      "test/{changed-requests,deadline,faults,custom-fetch,layers,unexpected-responses}.test.ts",
      "test/{leaks,node-fetch,other-platforms,compressed-downloads,read-as,resume}.test.ts",
      "test/{retry,retry-delay,shared-signal,silent-servers,streams}.test.ts",
      "test/{deleted,token-function,token-renewal,complete-responses}.test.ts",
    ],
    goal: 85,
  },
  {
    name: "core/arguments",
    inPackage: "core",
    mutate: [
      "src/transport/retry-options.ts",
      "src/client/{body,call,call-options,client,headers,options,path,query,settings}.ts",
      "src/transport/call-info.ts",
      "src/errors/values.ts",
    ],
    quick: [
      "test/{bodies,config,headers,path,query,requests,hooks,layers}.test.ts",
      "test/{deadline,deleted,compressed-downloads,read-as,reasons,retry-budget}.test.ts",
      "test/{retry-delay,complete-responses}.test.ts",
      "test/rate-limit/{options,priority,sharing}.test.ts",
    ],
    goal: 85,
  },
  {
    name: "core/answers",
    inPackage: "core",
    mutate: [
      "src/responses/*.ts",
      "src/errors/{errors,interkit-error}.ts",
      "src/transport/{response-body,resume,monitored-stream,strict-gzip}.ts",
      "src/node/*.ts",
    ],
    quick: [
      "test/{deadline,errors,faults,hooks,node-connections,node-fetch}.test.ts",
      "test/{compressed-downloads,read-as,reasons,resume,silent-servers,streams}.test.ts",
      "test/complete-responses.test.ts",
    ],
    goal: 85,
  },
];
