import Domain
import ReferenceData

/// Price levels by category, chosen here; not taken from any market.
enum DemoPrices {
    /// Path, then a usual price in CNY of one unit; a category takes the longest path it lies within.
    private static let table = """
        machine-tool 420000
        machine-tool.lathe 150000
        machine-tool.lathe.cnc 260000
        machine-tool.lathe.turn-mill 980000
        machine-tool.machining-center.horizontal 1300000
        machine-tool.machining-center.gantry 1500000
        machine-tool.machining-center.five-axis 1900000
        machine-tool.drilling 60000
        machine-tool.laser-cutting 550000
        forming 350000
        forming.press-brake 280000
        forming.shear 160000
        forming.shear.flexible 1800000
        forming.flexible-line 2600000
        forming.die-casting 1200000
        welding 120000
        welding.robot 260000
        welding.flexible-cell 650000
        welding.laser.battery 1500000
        surface 900000
        assembly 1500000
        assembly.tool 25000
        assembly.line 3200000
        robot 130000
        logistics 600000
        logistics.agv 150000
        logistics.warehouse 2800000
        logistics.unmanned-vehicle 1600000
        textile 350000
        textile.sewing 30000
        textile.spinning 800000
        process 450000
        process.gasifier 25000000
        process.catalytic-cracking 12000000
        process.pump-unit 120000
        pv 1500000
        pv.wire-saw 1100000
        battery 900000
        battery.pack-line 6000000
        aviation 9000000
        test 180000
        test.safety-regulation 20000
        test.lab-analysis 450000
        test.ndt 700000
        electronics 800000
        electronics.semiconductor 2200000
        consumer 500000
        consumer.plastics.injection 320000
        consumer.paper 2500000
        consumer.food 900000
        digital 300000
        digital.software 260000
        digital.network 120000
        digital.iot 8000
        digital.compute 1800000
        energy 150000
        energy.motor 18000
        energy.motor.high-voltage 220000
        energy.drive 35000
        energy.transformer 160000
        energy.compressor 140000
        energy.fan 30000
        energy.pump 22000
        energy.boiler 650000
        energy.furnace 900000
        energy.chiller 700000
        energy.storage 400000
        metallurgy 15000000
        building-material 1800000
        environment 1200000
        environment.cooling-tower 150000
        environment.water-saving 250000
        safety 200000
        safety.explosives-line 8000000
        """

    /// A usual price in CNY of one unit, for each category of the tree by its place.
    static func base(_ table: CategoryTable) -> [Int] {
        let levels = DemoPrices.table.split(separator: "\n").map { line in
            let cells = line.split(separator: " ")
            return (path: CategoryPath(String(cells[0])), price: Int(cells[1]) ?? 100_000)
        }
        return table.all.map { category in
            levels.filter { category.path.isWithin($0.path) }.max { $0.path.path.utf8.count < $1.path.path.utf8.count }?
                .price ?? 100_000
        }
    }
}
