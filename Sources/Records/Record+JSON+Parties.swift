internal import Domain
internal import JSON

extension Enterprise {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("name", name)
        object.put("region", region)
        object.put("industry", industry?.code)
        object.put("size", word: size)
        object.put("above_scale", aboveScale)
        object.put("designations", designations)
        object.put("ownership", word: ownership)
        object.put("annual_revenue_cny", annualRevenue)
        object.put("employees", employees)
        object.put("debt_ratio", debtRatio)
        object.put("founded", founded)
        object.put("credit_grade", word: creditGrade)
        object.put("blacklists", blacklists)
        object.put("scope", scope)
        object.put("zones", zones)
        object.put("lists", lists)
        object.put("attested", attested)
        object.put("received", list: received) { support, object in
            object.put("offer", id: support.offer)
            object.put("on", support.on)
            object.put("amount_cny", support.amount)
        }
        object.put("revenue_growth", revenueGrowth)
        object.put("output_growth", outputGrowth)
        object.put("rd_share", rdShare)
        object.put(figures: figures)
        object.put(source)
    }
}

extension Supplier {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("name", name)
        object.put("region", region)
        object.put("service_regions", serviceRegions)
        object.put("rating", rating)
        object.put("certifications", certifications)
        object.put("scope", scope)
        object.put("status", word: status)
        object.put(source)
    }
}

extension InventoryItem {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("enterprise", enterprise)
        object.put("category", category.path)
        object.put("quantity", quantity == 0 ? nil : quantity)
        object.put("installed", installed)
        object.put("efficiency", word: efficiency)
        object.put("annual_energy_kwh", annualEnergyKWh)
        object.put("model_number", modelNumber)
        object.put(source)
    }
}
