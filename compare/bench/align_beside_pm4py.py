#!/usr/bin/env python3
"""Aligns the same seeded cases with Understudy and with pm4py, and prints costs, times and ratios.

    pip install pm4py
    compare/bench/align_beside_pm4py.py [--cmd "./understudy align --json"] [--limit 120] [--events 500]

Each case is a process tree and a trace with noise. Understudy answers all cases in one process, as it does for anyone; its
time is the one that it reports per case. pm4py runs each case in a process of its own,
and its time is that of the alignment alone; one that takes longer than --limit seconds counts as longer than that. A cost of
pm4py that is higher than ours is marked; a lower one would mean that ours is not optimal, and makes the exit code 1.
"""
import argparse
import json
import multiprocessing
import random
import shlex
import subprocess
import sys
import time


def task(label): return {"op": "task", "label": label}
def seq(*children): return {"op": "seq", "children": list(children)}
def par(*children): return {"op": "par", "children": list(children)}
def xor(*children): return {"op": "xor", "children": list(children)}
def loop(body, redo): return {"op": "loop", "children": [body, redo]}


TAU = {"op": "tau"}


def play(tree, rng, again):
    """One run of the tree; a loop goes on with the probability `again`, inner ones with a half."""
    op, children = tree["op"], tree.get("children", [])
    if op == "task":
        return [tree["label"]]
    if op == "tau":
        return []
    if op == "xor":
        return play(rng.choice(children), rng, again)
    if op == "loop":
        run = play(children[0], rng, 0.5)
        while rng.random() < again:
            run += play(children[1], rng, 0.5) + play(children[0], rng, 0.5)
        return run
    runs = [play(child, rng, again) for child in children]
    if op == "seq":
        return [label for run in runs for label in run]
    mixed = []
    while any(runs):
        mixed.append(rng.choices(runs, [len(run) for run in runs])[0].pop(0))
    return mixed


def labels(tree):
    return [tree["label"]] if tree["op"] == "task" else [l for c in tree.get("children", []) for l in labels(c)]


def noisy(run, tree, rng, share):
    alphabet, trace = labels(tree), []
    for label in run:
        dice = rng.random()
        if dice < share / 3:
            continue
        trace.append(label)
        if dice < 2 * share / 3:
            trace.append(rng.choice(alphabet))
        elif dice < share and len(trace) > 1:
            trace[-1], trace[-2] = trace[-2], trace[-1]
    return trace


def cases(events):
    rng = random.Random(1)
    row = seq(*[task(f"s{i}") for i in range(events)])
    repeats = seq(*[task(f"s{rng.randrange(20)}") for _ in range(events)])
    nodes = seq(task("announce"),
                loop(seq(task("drain"), xor(task("resize"), task("replace")), task("restart"), loop(TAU, task("check")),
                         task("undrain")), task("next")),
                task("verify"))
    chains = seq(task("lock"), par(*[seq(*[task(f"c{c}_{i}") for i in range(events // 4)]) for c in range(4)]),
                 task("unlock"))
    for name, tree in [("row", row), ("row of repeated tasks", repeats), ("nested loops", nodes), ("four chains", chains)]:
        for share in (0.02, 0.3):
            run = []
            while len(run) < events * 0.9:
                run = play(tree, rng, 1 - 8 / events)
            trace = noisy(run[:events * 2], tree, rng, share)
            yield {"id": f"{name}, {len(trace)} events, noise {share}", "model": tree, "trace": trace, "costs": None}


def pm4py_tree(tree):
    from pm4py.objects.process_tree.obj import Operator, ProcessTree
    names = {"seq": Operator.SEQUENCE, "xor": Operator.XOR, "par": Operator.PARALLEL, "loop": Operator.LOOP}
    if tree["op"] in ("task", "tau"):
        return ProcessTree(label=tree.get("label"))
    node = ProcessTree(operator=names[tree["op"]])
    for child in tree["children"]:
        made = pm4py_tree(child)
        made.parent = node
        node.children.append(made)
    return node


def pm4py_align(case, variant, result):
    import pm4py
    from pm4py.algo.conformance.alignments.petri_net import algorithm
    from pm4py.objects.log.obj import Event, Trace
    net, initial, final = pm4py.convert_to_petri_net(pm4py_tree(case["model"]))
    trace = Trace([Event({"concept:name": label}) for label in case["trace"]])
    began = time.perf_counter()
    found = algorithm.apply_trace(trace, net, initial, final, variant=getattr(algorithm.Variants, variant))
    seconds = time.perf_counter() - began
    cost = sum(1 for log, model in found["alignment"] if (log == ">>") != (model == ">>") and model is not None)
    result.put((cost, seconds))


def with_limit(case, variant, limit):
    result = multiprocessing.Queue()
    process = multiprocessing.Process(target=pm4py_align, args=(case, variant, result))
    process.start()
    try:
        return result.get(timeout=limit)
    except Exception:
        return None, limit
    finally:
        process.kill()
        process.join()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cmd", default="./understudy align --json", help="reads cases, writes answers")
    options.add_argument("--limit", type=float, default=120, help="seconds for each case and method of pm4py")
    options.add_argument("--events", type=int, default=500)
    given = options.parse_args()
    wanted = list(cases(given.events))
    text = "".join(json.dumps(case) + "\n" for case in wanted)
    answers = subprocess.run(shlex.split(given.cmd), input=text, capture_output=True, text=True, check=True).stdout
    ours = {answer["id"]: answer for answer in map(json.loads, answers.splitlines())}
    wrong = 0
    print(f"{'case':48} {'cost':>6} {'ms':>9}   pm4py: A* (state equation)    Dijkstra (less memory)")
    for case in wanted:
        mine = ours[case["id"]]
        cells = []
        for variant in ("VERSION_STATE_EQUATION_A_STAR", "VERSION_DIJKSTRA_LESS_MEMORY"):
            cost, seconds = with_limit(case, variant, given.limit)
            ratio = seconds * 1000 / max(mine["ms"], 0.001)
            cells.append(f"{'>' if cost is None else ''}{seconds * 1000:.0f} ms ({'>' if cost is None else ''}{ratio:.0f}x)")
            if cost is not None and cost != mine["cost"]:
                wrong += cost < mine["cost"]
                cells[-1] += f" cost {cost}"
        print(f"{case['id']:48} {mine['cost']:6} {mine['ms']:9.1f}   {cells[0]:28}  {cells[1]}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
