/// How many workers the load asks for (40-cluster.md, section 10): from the processor's time that questions take.
package struct Sizing: Equatable, Sendable {
    /// Processors in use by workers, and what they could use.
    package var busyCores: Double
    package var cores: Double
    package var questionsPerSecond: Double
    package var workers: Int
    /// Copies of each vshard: fewer workers could not hold them.
    package var copies: Int
    /// The part of the processors that is to be in use at most, so that a lost worker or a rush finds room.
    package var goal = 0.6

    package init(busyCores: Double, cores: Double, questionsPerSecond: Double, workers: Int, copies: Int) {
        self.busyCores = busyCores
        self.cores = cores
        self.questionsPerSecond = questionsPerSecond
        self.workers = workers
        self.copies = copies
    }

    /// Seconds of the workers' processors that a question takes; 0 where none is asked.
    package var cpuSecondsPerQuestion: Double { questionsPerSecond > 0 ? busyCores / questionsPerSecond : 0 }

    /// How many times the present load fits within the goal; nil where there is none.
    package var headroom: Double? { busyCores > 0 ? goal * cores / busyCores : nil }

    /// Workers like the present ones that carry the load within the goal.
    package var workersWanted: Int {
        guard workers > 0, cores > 0 else { return max(1, copies) }
        let each = cores / Double(workers)
        return max(copies, 1, Int((busyCores / (goal * each)).rounded(.up)))
    }
}
